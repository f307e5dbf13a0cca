#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <string>

namespace sinergi {

// A message on one line for the log, every field that is marked (sinergi.privacy.v1.personal), at
// any depth, shown as `[personal]`. The content of an Any is hidden as a whole; unknown fields do
// not appear.
std::string Redacted(const google::protobuf::Message& message);

// Whether a message of this type can hold a marked field at any depth. True for what holds an Any,
// because nobody can tell.
bool HoldsPersonalData(const google::protobuf::Descriptor& type);

}  // namespace sinergi
