/// Facts from Kafka topics, where brokers are configured: how messages become rows, and where rejects go.
@NullMarked
package throughline.server.intake.kafka;

import org.jspecify.annotations.NullMarked;
