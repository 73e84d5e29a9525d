package io.gapless.embedded.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Endpoint;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.server.authorizer.AclCreateResult;
import org.apache.kafka.server.authorizer.AclDeleteResult;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.apache.kafka.server.authorizer.Authorizer;
import org.apache.kafka.server.authorizer.AuthorizerServerInfo;

/// Lets clients of a broker that was killed in only when the transactions that it left open are
/// ended: a producer that came before would write its next transaction behind one of those, and
/// commit both. What is left for an authorizer to do, it allows.
///
/// Kafka makes it by its name, see [BrokerSettings], and opens an endpoint when this says so.
public final class ClientGate implements Authorizer {

  @Override
  public Map<Endpoint, ? extends CompletionStage<Void>> start(AuthorizerServerInfo server) {
    var open = new HashMap<Endpoint, CompletableFuture<Void>>();
    for (var endpoint : server.endpoints()) {
      open.put(endpoint, endpoint.listener().equals(BrokerSettings.CLIENT_LISTENER)
          ? whenMended(server.interBrokerEndpoint())
          : CompletableFuture.completedFuture(null));
    }
    return open;
  }

  private static CompletableFuture<Void> whenMended(Endpoint inside) {
    var mended = new CompletableFuture<Void>();
    Thread.ofVirtual().name("hanging-transactions").start(() -> {
      try {
        HangingTransactions.endAll(inside.host() + ":" + inside.port());
        mended.complete(null);
      } catch (InterruptedException | RuntimeException e) {
        mended.completeExceptionally(e);
      }
    });
    return mended;
  }

  @Override
  public List<AuthorizationResult> authorize(AuthorizableRequestContext request,
      List<Action> actions) {
    return actions.stream().map(_ -> AuthorizationResult.ALLOWED).toList();
  }

  @Override
  public AuthorizationResult authorizeByResourceType(AuthorizableRequestContext request,
      AclOperation operation, ResourceType type) {
    return AuthorizationResult.ALLOWED;
  }

  @Override
  public List<? extends CompletionStage<AclCreateResult>> createAcls(
      AuthorizableRequestContext request, List<AclBinding> bindings) {
    throw noAcls();
  }

  @Override
  public List<? extends CompletionStage<AclDeleteResult>> deleteAcls(
      AuthorizableRequestContext request, List<AclBindingFilter> filters) {
    throw noAcls();
  }

  @Override
  public Collection<AclBinding> acls(AclBindingFilter filter) {
    throw noAcls();
  }

  private static UnsupportedOperationException noAcls() {
    return new UnsupportedOperationException("this broker has no access control");
  }

  @Override
  public void configure(Map<String, ?> settings) {
    // there is nothing to set
  }

  @Override
  public void close() {
    // what it started has ended by the time that the broker runs
  }
}
