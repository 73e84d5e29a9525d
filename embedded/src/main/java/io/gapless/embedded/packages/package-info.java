/// Packages that are fetched at run time: pinned by version and digest, fetched once, cached, and
/// offline afterwards. Front door: [io.gapless.embedded.packages.PackageCache].
@NullMarked
package io.gapless.embedded.packages;

import org.jspecify.annotations.NullMarked;
