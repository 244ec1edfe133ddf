// The addresses that a tenant wants to be told at, each with its secret.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/net/egress.hpp"
#include "core/time.hpp"
#include "model/notification.hpp"
#include "ports/database.hpp"
#include "ports/secret_box.hpp"

namespace elevaite::jobs {

inline constexpr std::int64_t kMaxEndpoints = 20;  // of one tenant

// Why an endpoint is not used.
inline constexpr std::string_view kDisabledByPerson = "person";
inline constexpr std::string_view kDisabledGone = "gone";        // it answered 410
inline constexpr std::string_view kDisabledFailing = "failing";  // for too long

struct WebhookEndpoint {
  model::EndpointId id;
  std::string url;
  std::string description;
  std::vector<std::string> events;  // none: all
  bool is_enabled = true;
  std::optional<std::string> disabled_because{};
  std::optional<Instant> failing_since{};
  std::optional<Instant> old_secret_until{};
  Instant created_at;
  Instant updated_at;
};

struct EndpointChange {
  std::optional<std::string> url{};
  std::optional<std::string> description{};
  std::optional<std::vector<std::string>> events{};
  std::optional<bool> is_enabled{};
};

struct EndpointWithSecret {
  WebhookEndpoint endpoint;
  std::string secret;  // "whsec_…", shown once
};

// What a delivery needs.
struct EndpointKeys {
  WebhookEndpoint endpoint;
  std::vector<std::string> secrets;  // the newest first; the old one while it still signs
};

class WebhookEndpoints {
 public:
  WebhookEndpoints(ports::Database& database, ports::SecretBox& secrets,
                   const net::EgressGuard& egress, const Clock& clock)
      : database_(database), secrets_(secrets), egress_(egress), clock_(clock) {}

  // invalid_argument (url), limit_exceeded (reason "too_many_endpoints").
  Task<Result<EndpointWithSecret>> create(model::TenantId tenant_id, model::UserId by,
                                          EndpointChange request);
  // Oldest first, at most kMaxEndpoints.
  Task<Result<std::vector<WebhookEndpoint>>> list(model::TenantId tenant_id);
  Task<Result<WebhookEndpoint>> get(model::TenantId tenant_id, model::EndpointId id);
  // Enabling it again forgets that it failed.
  Task<Result<WebhookEndpoint>> update(model::TenantId tenant_id, model::EndpointId id,
                                       EndpointChange change);
  // With its deliveries.
  Task<Result<void>> remove(model::TenantId tenant_id, model::EndpointId id);
  // A new secret; the one until now signs beside it for `overlap`.
  Task<Result<EndpointWithSecret>> rotate(model::TenantId tenant_id, model::EndpointId id,
                                          Duration overlap);
  Task<Result<EndpointKeys>> keys(model::TenantId tenant_id, model::EndpointId id);

 private:
  Result<void> check(const EndpointChange& change) const;

  ports::Database& database_;
  ports::SecretBox& secrets_;
  const net::EgressGuard& egress_;
  const Clock& clock_;
};

}  // namespace elevaite::jobs
