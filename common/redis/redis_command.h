#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace sinergi {

// One command in Redis's words: {"SET", key, value}. The words may hold any bytes.
using RedisWords = std::span<const std::string_view>;

// Appends the command as it goes over the wire (RESP2).
void AppendCommand(std::string& out, RedisWords words);

// How many bytes that will be, at most.
std::size_t CommandBytes(RedisWords words);

}  // namespace sinergi
