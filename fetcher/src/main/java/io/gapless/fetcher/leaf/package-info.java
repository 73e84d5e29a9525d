/// What the fetches of every chain share: the records of a leaf, what became of it, and answers that
/// are kept as evidence. Front doors: [io.gapless.fetcher.leaf.LeafRecords] and
/// [io.gapless.fetcher.leaf.LeafOutcome].
@NullMarked
package io.gapless.fetcher.leaf;

import org.jspecify.annotations.NullMarked;
