package io.gapless.fetcher.evm.verify;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.fetcher.leaf.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The endpoints that a proof showed to have given a job a wrong answer, and what shows it. Works of
/// one job share who they are; the evidence is of one leaf.
///
/// For one thread, but for the shared set.
public final class Distrust {

  private static final Logger log = LoggerFactory.getLogger(Distrust.class);

  private final Set<Endpoint> endpoints;
  private final Set<Endpoint> foundHere = ConcurrentHashMap.newKeySet();
  private final List<Evidence> evidence = new ArrayList<>();

  /// @param endpoints those of the job, safe for many threads; what is found is added
  public Distrust(Set<Endpoint> endpoints) {
    this.endpoints = endpoints;
  }

  /// Those whose word does not count.
  public Set<Endpoint> endpoints() {
    return endpoints;
  }

  /// Names of those that were found out by this leaf.
  public List<String> found() {
    return List.copyOf(foundHere.stream().map(Endpoint::name)
        .collect(TreeSet::new, TreeSet::add, TreeSet::addAll));
  }

  /// What speaks against those, and against answers of others that were not to be used.
  public List<Evidence> evidence() {
    return evidence;
  }

  /// A proof contradicts what the endpoint said.
  void add(Endpoint endpoint, long block, String reason, String answers) {
    var words = endpoint + " is wrong about block " + block + ": " + reason;
    evidence.add(new Evidence(endpoint, BlockRange.of(block), words, answers));
    condemn(endpoint, words);
  }

  /// The endpoint's answer contradicts itself; who reads it keeps the evidence.
  void condemn(Endpoint endpoint, String words) {
    foundHere.add(endpoint);
    if (endpoints.add(endpoint)) {
      log.warn("{}; what it said is asked of others", words);
    }
  }

  /// Nothing proves who is right, so neither answer is used.
  void note(Endpoint endpoint, long block, String reason, String answers) {
    evidence.add(new Evidence(endpoint, BlockRange.of(block), reason, answers));
  }
}
