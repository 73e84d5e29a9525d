package io.gapless.schemas.serde;

import com.microsoft.kiota.ApiExceptionBuilder;
import io.apicurio.registry.resolver.client.RegistryArtifactReference;
import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.resolver.client.RegistryVersionCoordinates;
import io.apicurio.registry.resolver.strategy.ArtifactReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A schema registry in this process, for topology tests.
public final class InMemoryRegistry implements RegistryClientFacade {

  private final List<String> schemas = new ArrayList<>();

  @Override
  public synchronized RegistryVersionCoordinates createSchema(String type, String group,
      String artifact, String version, String ifExists, boolean canonicalize, String schema,
      Set<RegistryArtifactReference> references) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    long id = schemas.indexOf(schema) + 1L;
    return RegistryVersionCoordinates.create(id, id, group, artifact, "1");
  }

  @Override
  public synchronized String getSchemaByContentId(Long id) {
    if (id < 1 || id > schemas.size()) {
      throw new ApiExceptionBuilder().withMessage("no schema " + id).withResponseStatusCode(404)
          .build();
    }
    return schemas.get((int) (id - 1));
  }

  @Override
  public String getSchemaByGlobalId(long id, boolean dereference) {
    return getSchemaByContentId(id);
  }

  @Override
  public List<RegistryVersionCoordinates> searchVersionsByContent(String schema, String type,
      ArtifactReference artifact, boolean canonicalize) {
    return List.of();
  }

  @Override
  public List<RegistryArtifactReference> getReferencesByContentId(long id) {
    return List.of();
  }

  @Override
  public List<RegistryArtifactReference> getReferencesByGlobalId(long id) {
    return List.of();
  }

  @Override
  public List<RegistryArtifactReference> getReferencesByGAV(String group, String artifact,
      String version) {
    return List.of();
  }

  @Override
  public List<RegistryArtifactReference> getReferencesByContentHash(String hash) {
    return List.of();
  }

  @Override
  public String getSchemaByGAV(String group, String artifact, String version) {
    throw new UnsupportedOperationException("by coordinates");
  }

  @Override
  public String getSchemaByContentHash(String hash) {
    throw new UnsupportedOperationException("by hash");
  }

  @Override
  public RegistryVersionCoordinates getVersionCoordinatesByGAV(String group, String artifact,
      String version) {
    throw new UnsupportedOperationException("by coordinates");
  }

  @Override
  public Object getClient() {
    return this;
  }
}
