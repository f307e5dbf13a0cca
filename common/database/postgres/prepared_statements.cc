#include "common/database/postgres/prepared_statements.h"

#include <algorithm>

namespace sinergi {
namespace {

constexpr std::size_t kMost = 1000;
constexpr std::size_t kLongestOwnName = 8;

bool Takes(const PreparedStatement& statement, const std::vector<Oid>& types) {
  return std::equal(types.begin(), types.end(), statement.types.begin(), statement.types.end(),
                    [](Oid given, Oid declared) { return given == 0 || given == declared; });
}

}  // namespace

const PreparedStatement* PreparedStatements::Find(std::string_view sql,
                                                  const std::vector<Oid>& types) const {
  const auto found = by_text_.find(sql);
  if (found == by_text_.end()) return nullptr;
  for (const auto& variant : found->second) {
    if (Takes(*variant, types)) return variant.get();
  }
  return nullptr;
}

const PreparedStatement* PreparedStatements::Add(std::string_view sql,
                                                 const std::vector<Oid>& types) {
  if (kept_ >= kMost) return nullptr;
  ++kept_;
  const std::string text(sql);
  // BEGIN, COMMIT and ROLLBACK bear their own names, to be read in a trace of the traffic.
  const bool own = types.empty() && text.size() <= kLongestOwnName;
  const std::string name = own ? text : "s" + std::to_string(++named_);
  Variants& variants = by_text_[text];
  variants.push_back(std::make_unique<PreparedStatement>(PreparedStatement{text, name, types}));
  return variants.back().get();
}

void PreparedStatements::Forget(const PreparedStatement* statement) {
  const auto found = by_text_.find(statement->sql);
  if (found == by_text_.end()) return;
  kept_ -=
      std::erase_if(found->second, [&](const auto& variant) { return variant.get() == statement; });
  if (found->second.empty()) by_text_.erase(found);
}

}  // namespace sinergi
