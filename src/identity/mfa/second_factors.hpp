// The second factor: an authenticator app, and recovery codes for when it is lost. A code counts
// once; wrong ones make the next try wait, which only who knows the first factor can bring about.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "identity/master_keys.hpp"
#include "model/ids.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

struct Enrolment {
  std::string secret;  // base32, for typing in
  std::string uri;     // otpauth:, for the QR code
};

struct SecondFactorState {
  bool is_enrolled = false;
  std::optional<Instant> enrolled_at{};
  std::int64_t recovery_codes_left = 0;
};

class SecondFactors {
 public:
  // `issuer` is what apps show beside the address.
  SecondFactors(ports::Database& database, const MasterKeys& master_keys, const Clock& clock,
                std::string issuer)
      : database_(database), master_keys_(master_keys), clock_(clock), issuer_(std::move(issuer)) {}

  Task<Result<SecondFactorState>> state_of(model::UserId user_id);
  // A new secret, which asks nobody for anything until confirm(). conflict, reason
  // "already_enrolled".
  Task<Result<Enrolment>> begin(model::UserId user_id);
  // With a code of the app; answers the recovery codes, for the only time. permission_denied,
  // reason "code_wrong"; conflict, reason "not_begun".
  Task<Result<std::vector<std::string>>> confirm(model::UserId user_id, std::string code);
  // A code of the app or a recovery code, used up by it. permission_denied, reason "code_wrong";
  // rate_limited; not_found.
  Task<Result<void>> verify(model::UserId user_id, std::string code);
  Task<Result<std::vector<std::string>>> renew_recovery_codes(model::UserId user_id);
  Task<Result<void>> remove(model::UserId user_id);
  // Seals every secret with the newest master key; answers how many were.
  Task<Result<std::int64_t>> reseal_all();

 private:
  struct Stored;
  Task<Result<std::optional<Stored>>> load(model::UserId user_id);
  Task<Result<void>> verify_app_code(Stored stored, std::string code);
  Task<Result<void>> use_recovery_code(model::UserId user_id, std::string code);
  Task<Result<void>> count_failure(Stored stored);
  std::vector<std::string> add_recovery_codes(model::UserId user_id,
                                              std::vector<ports::Statement>& batch) const;

  ports::Database& database_;
  const MasterKeys& master_keys_;
  const Clock& clock_;
  std::string issuer_;
};

}  // namespace elevaite::identity
