/// What is there, what is missing and what to do about it. Front door:
/// [io.gapless.cli.doctor.Doctor].
@NullMarked
package io.gapless.cli.doctor;

import org.jspecify.annotations.NullMarked;
