// What is mailed to somebody to prove that they read an address: a link with a token of 256 random
// bits and, where it is typed in, a code of six digits. Each works once and for a while. The table
// holds the hash of the token and the code sealed by the master key, so reading it helps nobody.
#pragma once
#include <optional>
#include <string>

#include "core/task.hpp"
#include "identity/master_keys.hpp"
#include "model/ids.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

enum class TokenPurpose { verify_email, reset_password, change_email };
std::string_view to_string(TokenPurpose purpose);

struct UserToken {
  Uuid id;
  model::UserId user_id;
  TokenPurpose purpose = TokenPurpose::verify_email;
  Uuid request_id;
  std::string email;
};

class UserTokens {
 public:
  // Of one purpose to one person: more mails than these would only annoy, or help who guesses
  // codes.
  static constexpr std::int64_t kMaxPerHour = 5;
  static constexpr std::int64_t kTriesOfCode = 5;

  UserTokens(ports::Database& database, const MasterKeys& master_keys, const Clock& clock)
      : database_(database), master_keys_(master_keys), clock_(clock) {}

  struct Wanted {
    model::UserId user_id;
    TokenPurpose purpose = TokenPurpose::verify_email;
    std::string email;
    Duration life{};
    Uuid request_id = Uuid::generate();
    bool has_code = false;
  };
  struct Issued {
    std::string token;
    std::string code;  // empty without has_code
    ports::Statement statement;
  };
  // A token that is stored by its statement.
  Issued prepare(Wanted wanted) const;
  Task<Result<bool>> may_issue(model::UserId user_id, TokenPurpose purpose);

  // One that still works; nothing is used up.
  Task<Result<std::optional<UserToken>>> find(std::string token);
  // The one whose code this is. Every call uses up one of the tries.
  Task<Result<std::optional<UserToken>>> find_by_code(model::UserId user_id, TokenPurpose purpose,
                                                      std::string code);
  // For a batch, which fails when the token has been used meanwhile.
  ports::Statement use(Uuid id) const;
  // For a batch: every other token of that purpose is void.
  ports::Statement void_all(model::UserId user_id, TokenPurpose purpose) const;
  // For a batch: the rows that nobody can use any more.
  ports::Statement forget_old(model::UserId user_id) const;

 private:
  ports::Database& database_;
  const MasterKeys& master_keys_;
  const Clock& clock_;
};

}  // namespace elevaite::identity
