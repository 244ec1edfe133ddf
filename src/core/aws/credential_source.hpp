// Where AWS credentials come from: configured ones, or the role of the task that runs us (ECS and
// EKS hand it out over HTTP), renewed before it expires.
#pragma once
#include <functional>

#include "core/aws/sigv4.hpp"
#include "core/net/client.hpp"

namespace elevaite::aws {

struct CredentialSettings {
  Credentials fixed{};               // used when its access key is set
  std::string endpoint{};            // of the container's credentials; used otherwise
  std::string authorization{};       // what that endpoint wants to be shown
  std::string authorization_file{};  // the same in a file, which may change; read each time
};

using ReadVariable = std::function<std::string(const char* name)>;
// What the standard variables say: AWS_ACCESS_KEY_ID and its companions, or
// AWS_CONTAINER_CREDENTIALS_RELATIVE_URI / _FULL_URI and AWS_CONTAINER_AUTHORIZATION_TOKEN[_FILE].
CredentialSettings credential_settings(const ReadVariable& variable);

class CredentialSource {
 public:
  // `http` and `clock` outlive it.
  CredentialSource(net::HttpClient& http, const Clock& clock, CredentialSettings settings)
      : http_(http), clock_(clock), settings_(std::move(settings)) {}

  // unauthenticated when there are none; unavailable when the endpoint does not answer and what it
  // said last has expired.
  Task<Result<Credentials>> get();

 private:
  Task<Result<Credentials>> fetch();

  net::HttpClient& http_;
  const Clock& clock_;
  CredentialSettings settings_;
  std::optional<Credentials> fetched_{};
  Instant try_again_at_{};
};

}  // namespace elevaite::aws
