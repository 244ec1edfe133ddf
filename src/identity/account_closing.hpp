// The end of an account.
//
// What goes: address, name, password, second factor, identities at providers, sessions, API keys,
// mails that were under way, notifications. What stays: the bare id, so that what the person built
// in a tenant, and the tenant's audit log, which nobody may change, still point at somebody.
#pragma once
#include <string>
#include <vector>

#include "identity/accounts.hpp"
#include "model/audit_event.hpp"

namespace elevaite::identity {

class AccountClosing {
 public:
  AccountClosing(ports::Database& database, Accounts& accounts, const Clock& clock)
      : database_(database), accounts_(accounts), clock_(clock) {}

  // `typed_email` is the account's address: invalid_argument otherwise. conflict (reason
  // "sole_owner") while a tenant that goes on has no other owner: it must be passed on, or its end
  // asked for. Whoever asks has shown again who they are. A tenant whose end was asked for ends at
  // once when nobody is left in it.
  Task<Result<void>> close(model::Principal principal, std::string typed_email);

 private:
  Task<Result<void>> check_owned(model::UserId user_id);
  Task<Result<void>> leave(model::Principal principal, std::string email, bool is_last);

  ports::Database& database_;
  Accounts& accounts_;
  const Clock& clock_;
};

}  // namespace elevaite::identity
