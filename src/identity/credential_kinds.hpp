// What credentials there are and which fields each has: data, which also draws the form in the
// Studio.
#pragma once
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/result.hpp"

namespace elevaite::identity {

struct CredentialField {
  std::string name;
  std::string title;
  bool is_secret = false;
  bool is_required = true;
  std::string type = "string";  // or "integer"
  std::string format{};  // "url", "header_name", "email", "address"; empty: any one line of text
  std::string help{};
};

struct CredentialKind {
  std::string kind;
  std::string title;
  std::string icon;
  std::vector<CredentialField> fields;
};

const std::vector<CredentialKind>& credential_kinds();
const CredentialKind* find_credential_kind(std::string_view kind);
// [{"kind","title","icon","fields":[{"name","title","secret","required","type","format","help"}]}]
Json credential_kinds_json();

struct SplitFields {
  JsonObject shown;
  JsonObject secret;
};
// Checks every field and parts what may be shown from what may not. Errors list every fault, as
// "fields.<name>", without repeating values.
Result<SplitFields> split_fields(const CredentialKind& kind, const JsonObject& fields);

}  // namespace elevaite::identity
