// What nodes that call somebody else's server have in common.
#pragma once
#include "core/net/http.hpp"
#include "nodes/settings/config_reader.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {

// Reads an object of header fields. Refuses names that are none, values with control characters,
// and fields that belong to the connection (Host, Content-Length …).
net::Headers read_headers(ConfigReader& config, std::string_view name);

// Opens the credential that the config names, if it names one: {"kind":…} or null. Refuses other
// kinds.
Task<Result<Json>> open_credential(ports::CredentialVault& vault, model::TenantId tenant_id,
                                   std::string reference, std::vector<std::string> kinds);

// The error for an answer that says no. `who` begins the sentence ("GET example.com").
Error status_error(std::string_view who, int status, const net::Headers& headers,
                   std::string_view body);

// Retry-After in seconds or as an HTTP date; nothing when it is neither.
std::optional<std::chrono::milliseconds> retry_after(const net::Headers& headers, Instant now);

// After a crash nobody knows whether the first try took effect, and a second one would double it.
// Not retryable: a person has to look.
Error outcome_unknown(std::string_view what);
// The same when a call broke off: an error with that reason, and a timeout, become
// outcome_unknown().
Error as_outcome_unknown(Error error, std::string_view what);

}  // namespace elevaite::nodes
