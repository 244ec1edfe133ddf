// Whom people may sign in through: what the operator, or a tenant, has set about a provider; and
// what it says of a person.
#pragma once
#include <optional>
#include <string>

#include "core/net/egress.hpp"
#include "model/ids.hpp"

namespace elevaite::identity {

enum class ProviderProtocol {
  oidc,    // OpenID Connect: discovery, ID token
  github,  // OAuth 2 and GitHub's own API of users and their addresses
};

struct Provider {
  std::string id;    // "google", "oidc" or, of a tenant, "prov_…": as flows and identities name it
  std::string name;  // on the button
  ProviderProtocol protocol = ProviderProtocol::oidc;
  // OpenID Connect: as the discovery document and the ID token say it. GitHub: the base URL.
  std::string issuer{};
  std::string api_url{};  // GitHub only
  std::string client_id{};
  std::string client_secret{};
  // Whether its addresses count as verified without it saying so: whoever configured it answers for
  // them (one directory of an organisation, never one that anybody may join).
  bool vouches_for_emails = false;
  // Of the tenant whose own provider this is.
  std::optional<model::TenantId> tenant_id{};
  // Null for the operator's own; whatever a tenant can aim is guarded.
  const net::EgressGuard* guard = nullptr;
};

struct ProviderPerson {
  std::string issuer;
  std::string subject;  // theirs for the person, for ever
  std::string email{};  // lower case; may be empty
  bool is_email_verified = false;
  std::string name{};
};

}  // namespace elevaite::identity
