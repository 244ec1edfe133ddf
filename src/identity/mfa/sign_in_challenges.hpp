// Between the first proof of a sign-in and the second: who holds the token has given the first one.
// It lives for ten minutes and stands five tries.
#pragma once
#include <string>

#include "core/time.hpp"
#include "model/ids.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

struct PendingSignIn {
  model::UserId user_id;
  model::TenantId tenant_id;
  std::string provider{};  // of the first proof; empty: by password
  // The tenant asks for a second factor, which the person has yet to set up.
  bool enrols = false;
};

struct Challenge {
  std::string token;
  bool enrols = false;
  Instant expires_at;
};

class SignInChallenges {
 public:
  SignInChallenges(ports::Database& database, const Clock& clock)
      : database_(database), clock_(clock) {}

  Task<Result<Challenge>> issue(PendingSignIn pending);
  // unauthenticated, reason "challenge_unknown": unknown, answered, too old, or tried too often.
  Task<Result<PendingSignIn>> look(std::string token);
  // The same, and counts a try.
  Task<Result<PendingSignIn>> take_try(std::string token);
  // The second proof was right. The same error when another request was faster.
  Task<Result<void>> finish(std::string token);

 private:
  Task<Result<PendingSignIn>> read(ports::Statement statement);

  ports::Database& database_;
  const Clock& clock_;
};

}  // namespace elevaite::identity
