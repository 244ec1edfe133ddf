#include "core/aws/credential_source.hpp"

#include <fstream>
#include <sstream>

#include "core/json.hpp"
#include "core/log.hpp"

namespace elevaite::aws {
namespace {

// A role's credentials are replaced some time before they end; whoever renews early enough never
// meets the end.
constexpr Duration kRenewBefore = 5min;
// After a renewal that failed, while what we have is still good.
constexpr Duration kPauseAfterFailure = 10s;
constexpr std::string_view kTaskEndpoint = "http://169.254.170.2";

Result<std::string> read_token(const std::string& path) {
  std::ifstream stream(path);
  std::stringstream text;
  text << stream.rdbuf();
  if (!stream) {
    return Error{ErrorCode::unauthenticated,
                 "The file that AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names cannot be read."};
  }
  auto token = text.str();
  while (!token.empty() && (token.back() == '\n' || token.back() == '\r')) token.pop_back();
  return token;
}

Result<Credentials> read_answer(const std::string& body) {
  auto broken = [] {
    return Error{ErrorCode::unavailable, "The endpoint of the AWS credentials gave none."};
  };
  auto parsed = parse_json(body);
  if (!parsed) return broken();
  auto id = find_string(*parsed, "AccessKeyId");
  auto secret = find_string(*parsed, "SecretAccessKey");
  if (!id || !secret) return broken();
  Credentials credentials{std::string(*id), std::string(*secret)};
  credentials.session_token = find_string(*parsed, "Token").value_or("");
  if (auto expiry = find_string(*parsed, "Expiration")) {
    credentials.expires_at = parse_rfc3339(*expiry);
    if (!credentials.expires_at) return broken();
  }
  return credentials;
}

}  // namespace

CredentialSettings credential_settings(const ReadVariable& variable) {
  CredentialSettings settings;
  settings.fixed = {variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY"),
                    variable("AWS_SESSION_TOKEN")};
  auto relative = variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
  settings.endpoint = relative.empty() ? variable("AWS_CONTAINER_CREDENTIALS_FULL_URI")
                                       : std::string(kTaskEndpoint) + relative;
  settings.authorization = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN");
  settings.authorization_file = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
  return settings;
}

Task<Result<Credentials>> CredentialSource::get() {
  if (!settings_.fixed.access_key_id.empty()) co_return settings_.fixed;
  if (settings_.endpoint.empty()) {
    co_return Error{ErrorCode::unauthenticated,
                    "There are no AWS credentials: set aws.access_key_id and "
                    "aws.secret_access_key, the variables of the same names, or run as a task "
                    "that has a role.",
                    "no_aws_credentials"};
  }
  auto now = clock_.now();
  if (fetched_ && (!fetched_->expires_at || *fetched_->expires_at - kRenewBefore > now ||
                   (try_again_at_ > now && *fetched_->expires_at > now))) {
    co_return *fetched_;
  }
  auto fresh = co_await fetch();
  if (fresh) {
    fetched_ = *fresh;
    co_return fresh;
  }
  if (!fetched_ || (fetched_->expires_at && *fetched_->expires_at <= now)) co_return fresh;
  try_again_at_ = now + kPauseAfterFailure;
  log_warning("cannot renew the AWS credentials", {{"error", fresh.error().message}});
  co_return *fetched_;
}

Task<Result<Credentials>> CredentialSource::fetch() {
  net::ClientRequest request;
  request.url = settings_.endpoint;
  request.connect_timeout = 2s;
  request.total_timeout = 5s;
  request.max_response_bytes = 64 << 10;
  auto authorization = settings_.authorization;
  if (!settings_.authorization_file.empty()) {
    CO_TRY(authorization, read_token(settings_.authorization_file));
  }
  if (!authorization.empty()) request.headers.add("Authorization", std::move(authorization));
  CO_TRY(auto response, co_await http_.send(std::move(request)));
  if (response.status != 200) {
    co_return Error{
        ErrorCode::unavailable,
        fmt::format("The endpoint of the AWS credentials answered {}.", response.status)};
  }
  co_return read_answer(response.body);
}

}  // namespace elevaite::aws
