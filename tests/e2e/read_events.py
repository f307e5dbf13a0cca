"""Reads events as a partner's program in another language would: with a Kafka client that shares
nothing with ours, and with the published contracts alone. Prints one line of JSON per event.

read_events.py BROKER TOPIC COUNT DESCRIPTORS
"""

import json
import sys

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory
from kafka import KafkaConsumer

PATIENCE_MS = 20_000


def load_messages(path):
    """The message classes of a descriptor set, by full name."""
    files = descriptor_pb2.FileDescriptorSet()
    with open(path, "rb") as file:
        files.ParseFromString(file.read())
    pool = descriptor_pool.DescriptorPool()
    for file in files.file:
        pool.Add(file)
    factory = message_factory.MessageFactory(pool)
    return lambda name: factory.GetPrototype(pool.FindMessageTypeByName(name))


def main(broker, topic, count, descriptors):
    message_of = load_messages(descriptors)
    consumer = KafkaConsumer(
        topic,
        bootstrap_servers=broker,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        consumer_timeout_ms=PATIENCE_MS,
    )
    for record in consumer:
        headers = {name: value.decode("utf-8") for name, value in record.headers}
        payload = message_of(headers["ce_dataschema"])()
        payload.ParseFromString(record.value)
        print(
            json.dumps(
                {
                    "key": record.key.decode("utf-8"),
                    "headers": headers,
                    "payload": json_format.MessageToDict(
                        payload, preserving_proto_field_name=True
                    ),
                },
                sort_keys=True,
            )
        )
        count -= 1
        if count == 0:
            return 0
    print("fewer events than expected", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]))
