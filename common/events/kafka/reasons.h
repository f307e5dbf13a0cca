#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

inline constexpr Reason kEventRecordInvalid{
    ErrorCode::kInvalidArgument, "EVENT_RECORD_INVALID",
    "The record is not an event as CloudEvents 1.0 writes it in Kafka's binary mode: {problem}.",
    "Rekaman bukan peristiwa menurut CloudEvents 1.0 dalam mode biner Kafka: {problem}."};

inline constexpr Reason kKafkaAddressMalformed{
    ErrorCode::kInvalidArgument, "KAFKA_ADDRESS_MALFORMED",
    "is {address}; write kafka://host:port, with more brokers after commas.",
    "bernilai {address}; tulis kafka://host:port, dengan broker lain setelah koma."};

inline constexpr Reason kKafkaSettingRefused{
    ErrorCode::kFailedPrecondition, "KAFKA_SETTING_REFUSED",
    "The Kafka client does not take its setting {setting}: {problem}.",
    "Klien Kafka tidak menerima pengaturan {setting}: {problem}."};

inline constexpr Reason kTopicTableInvalid{
    ErrorCode::kInvalidArgument, "TOPIC_TABLE_INVALID",
    "Line {line} of the topic table cannot be used: {problem}.",
    "Baris {line} pada tabel topik tidak dapat dipakai: {problem}."};

inline constexpr Reason kTopicsDiffer{
    ErrorCode::kFailedPrecondition, "TOPICS_DIFFER",
    "Topics are not as the topic table says: {differences}. Change the topics with Kafka's tools, "
    "or "
    "the table; the number of partitions of a topic in use must stay.",
    "Topik tidak sesuai dengan tabel topik: {differences}. Ubah topik dengan alat Kafka, atau ubah "
    "tabelnya; jumlah partisi topik yang dipakai harus tetap."};

inline constexpr Reason kTopicRefused{ErrorCode::kFailedPrecondition, "TOPIC_REFUSED",
                                      "Kafka does not make the topic {topic}: {problem}.",
                                      "Kafka tidak membuat topik {topic}: {problem}."};

}  // namespace sinergi::reasons
