// Passwords of a database at RDS that trusts IAM: a token, made anew for every connection.
#pragma once
#include "adapters/database/password_source.hpp"
#include "core/aws/credential_source.hpp"
#include "core/aws/rds_token.hpp"

namespace elevaite::adapters::database {

class RdsPassword final : public PasswordSource {
 public:
  RdsPassword(Executor executor, aws::CredentialSettings credentials, aws::RdsEndpoint endpoint,
              const Clock& clock = system_clock())
      : http_(executor),
        clock_(clock),
        credentials_(http_, clock, std::move(credentials)),
        endpoint_(std::move(endpoint)) {}

  Task<Result<std::string>> password(bool was_refused) override;

 private:
  net::HttpClient http_;
  const Clock& clock_;
  aws::CredentialSource credentials_;
  aws::RdsEndpoint endpoint_;
};

}  // namespace elevaite::adapters::database
