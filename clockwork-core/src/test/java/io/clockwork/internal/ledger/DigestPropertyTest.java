package io.clockwork.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Two digests are the same exactly if their hashes are. */
class DigestPropertyTest {
  @Provide
  Arbitrary<Digest> digests() {
    return Samples.digests();
  }

  @Property
  void hash_isThatOfEqualDigestsAndOfNoOther(
      @ForAll("digests") Digest one, @ForAll("digests") Digest other) {
    Digest copy = new Digest(new HashMap<>(one.heard()), new HashMap<>(one.ahead()));
    assertThat(copy.hash()).isEqualTo(one.hash());
    assertThat(one.hash() == other.hash()).isEqualTo(one.equals(other));
  }
}
