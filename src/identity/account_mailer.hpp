// Sends the mails about accounts in the background. Whoever asked has been answered by then, so
// neither the words nor the time of an answer say whether an address has an account, and a slow
// mail server delays nobody. A mail that is lost with the process is asked for again by its reader.
#pragma once
#include <functional>
#include <string>

#include "core/task.hpp"
#include "ports/services.hpp"

namespace elevaite::identity {

class AccountMailer {
 public:
  AccountMailer(Executor executor, std::string auth_origin)
      : tasks_(executor), auth_origin_(std::move(auth_origin)) {}

  // Before the first mail; it must outlive this.
  void set_mailer(ports::Mailer& mailer) { mailer_ = &mailer; }
  // Where browsers find the Auth App.
  void set_auth_origin(std::string origin) { auth_origin_ = std::move(origin); }
  const std::string& auth_origin() const { return auth_origin_; }

  // Work that ends in mails; `what` is for the log. unavailable when too much waits already.
  Result<void> spawn(std::function<Task<Result<void>>()> work, std::string what);
  // Tries a few times.
  Task<Result<void>> deliver(ports::Mail mail);
  // The same, later; one that cannot be sent is logged.
  void send(ports::Mail mail);
  Task<void> stop(Duration grace);

 private:
  Task<void> run(std::function<Task<Result<void>>()> work, std::string what);

  ports::Mailer* mailer_ = nullptr;
  TaskGroup tasks_;
  std::string auth_origin_;
};

}  // namespace elevaite::identity
