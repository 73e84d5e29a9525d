/// Reading back: asks Kafka how far everyone is and ClickHouse what it holds. Front doors: [io.gapless.gapdetector.audit.Audit], [io.gapless.gapdetector.audit.AuditLoop].
@NullMarked
package io.gapless.gapdetector.audit;

import org.jspecify.annotations.NullMarked;
