#pragma once

#include <google/protobuf/message.h>

#include <memory>
#include <string>

#include "common/outbox/changes.h"
#include "common/result/result.h"
#include "common/rpc/call.h"

namespace sinergi {

// Parses a request of `prototype`'s type. INVALID_ARGUMENT: FIELD_NOT_UTF8 naming the field, or
// REQUEST_UNREADABLE when the bytes are no such message.
Result<std::unique_ptr<google::protobuf::Message>> ReadRequest(
    const google::protobuf::Message& prototype, const std::string& bytes);

// What makes two calls the same change. The hash is keyed, so that nobody can guess what a stored
// one was made of. INVALID_ARGUMENT when the field request_id is no UUID.
Result<ChangeRequest> ChangeRequestOf(const Call& call, const google::protobuf::Message& request,
                                      const std::string& hash_key);

}  // namespace sinergi
