// The way in, for who has shown who they are, by whatever proof: into which tenant, and what is
// still asked for. Every session of a person begins here or with their account.
//
// A second factor is asked of everybody who has one, and of everybody in a tenant that requires it:
// who has none sets it up on the way.
#pragma once
#include <optional>

#include "identity/accounts.hpp"
#include "identity/mfa/second_factors.hpp"
#include "identity/mfa/sign_in_challenges.hpp"
#include "identity/sign_in_policies.hpp"

namespace elevaite::identity {

struct Admitted {
  std::optional<SignedIn> signed_in{};
  std::optional<Challenge> challenge{};  // when something is still asked for
  // Of a factor that was set up on the way; shown for the only time.
  std::vector<std::string> recovery_codes{};
};

class Admission {
 public:
  Admission(Accounts& accounts, Sessions& sessions, SecondFactors& factors,
            SignInChallenges& challenges, SignInPolicies& policies)
      : accounts_(accounts),
        sessions_(sessions),
        factors_(factors),
        challenges_(challenges),
        policies_(policies) {}

  // With address and password. Errors are those of Accounts::authenticate and of enter().
  Task<Result<Admitted>> sign_in(SignIn request);
  // Of whom the proof is. not_found (no member of `wanted`); permission_denied (reason
  // "no_tenant").
  Task<Result<Admitted>> enter(model::UserId user_id, std::optional<model::TenantId> wanted,
                               Proof proof, Device device);
  // The second proof: a code of the app, or a recovery code. unauthenticated (reason
  // "challenge_unknown"); permission_denied (reason "code_wrong"); rate_limited.
  Task<Result<Admitted>> answer(std::string token, std::string code, Device device);
  // Sets up what the tenant asks for, on the way in. conflict, reason "already_enrolled".
  Task<Result<Enrolment>> enrol(std::string token);
  // A new session of the same person in another tenant. not_found when no member of it;
  // permission_denied (reason "second_factor_required").
  Task<Result<Admitted>> switch_tenant(model::Principal principal, model::TenantId tenant_id,
                                       Device device);

 private:
  Task<Result<Admitted>> open(Membership tenant, model::UserId user_id, Proof proof, Device device);

  Accounts& accounts_;
  Sessions& sessions_;
  SecondFactors& factors_;
  SignInChallenges& challenges_;
  SignInPolicies& policies_;
};

}  // namespace elevaite::identity
