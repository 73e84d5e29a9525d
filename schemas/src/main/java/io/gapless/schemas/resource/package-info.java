/// Folders of files that come with a build.
@NullMarked
package io.gapless.schemas.resource;

import org.jspecify.annotations.NullMarked;
