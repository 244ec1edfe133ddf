// Distinct id types. In the API an id is "<prefix>_<26 characters>" (TypeID); in the database 16
// bytes.
#pragma once
#include "core/result.hpp"
#include "core/uuid.hpp"

namespace elevaite {

// Noun is a struct with `static constexpr std::string_view kPrefix` and `kNoun` (see
// model/ids.hpp).
template <class Noun>
struct Id {
  Uuid uuid{};

  auto operator<=>(const Id&) const = default;
  bool is_nil() const { return uuid.is_nil(); }
  static Id generate() { return Id{Uuid::generate()}; }

  std::string str() const {
    std::string text(Noun::kPrefix);
    text += '_';
    text += uuid.base32();
    return text;
  }

  // A malformed id is answered as `not_found`: it names nothing, and says no more than an absent
  // one.
  static Result<Id> parse(std::string_view text) {
    constexpr std::string_view prefix = Noun::kPrefix;
    if (text.size() == prefix.size() + 27 && text.starts_with(prefix) &&
        text[prefix.size()] == '_') {
      if (auto uuid = Uuid::parse_base32(text.substr(prefix.size() + 1))) return Id{*uuid};
    }
    return not_found(Noun::kNoun);
  }
};

}  // namespace elevaite

template <class Noun>
struct std::hash<elevaite::Id<Noun>> {
  std::size_t operator()(const elevaite::Id<Noun>& id) const noexcept {
    return std::hash<elevaite::Uuid>{}(id.uuid);
  }
};
