/// Enrichments as a user sees them: what is missing, what it costs, how far it is.
@NullMarked
package io.gapless.cli.enrichment;

import org.jspecify.annotations.NullMarked;
