/// Facts from Kafka topics into the lake: the rows and how far the topics were read are one commit.
@NullMarked
package throughline.lake.kafka;

import org.jspecify.annotations.NullMarked;
