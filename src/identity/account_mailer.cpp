#include "identity/account_mailer.hpp"

#include <array>

#include "core/log.hpp"

namespace elevaite::identity {
namespace {

constexpr std::size_t kMaxWaiting = 2000;
constexpr std::array kPauses = {Duration(1s), Duration(5s), Duration(30s)};

}  // namespace

Result<void> AccountMailer::spawn(std::function<Task<Result<void>>()> work, std::string what) {
  if (tasks_.size() >= kMaxWaiting) {
    return Error{ErrorCode::unavailable, "Too many mails are waiting to be sent. Try again later.",
                 "mail_busy"};
  }
  tasks_.spawn(run(std::move(work), std::move(what)));
  return {};
}

Task<void> AccountMailer::run(std::function<Task<Result<void>>()> work, std::string what) {
  auto done = co_await work();
  if (!done) log_error("could not send a mail", {{"what", what}, {"error", done.error().message}});
}

Task<Result<void>> AccountMailer::deliver(ports::Mail mail) {
  if (mailer_ == nullptr) co_return internal_error("There is no mailer.");
  // One key for all tries, so that a server that drops what it knows delivers once.
  if (mail.idempotency_key.empty()) mail.idempotency_key = Uuid::generate().base32();
  for (std::size_t i = 0;; ++i) {
    auto sent = co_await mailer_->send(mail);
    if (sent || !is_retryable(sent.error().code) || i == kPauses.size()) co_return sent;
    co_await sleep_for(kPauses[i]);
  }
}

void AccountMailer::send(ports::Mail mail) {
  auto work = [this, mail = std::move(mail)] { return deliver(mail); };
  if (auto spawned = spawn(std::move(work), "an account's mail"); !spawned) {
    log_error("could not send a mail", {{"error", spawned.error().message}});
  }
}

Task<void> AccountMailer::stop(Duration grace) {
  bool is_done = co_await tasks_.join_for(grace);
  if (!is_done) {
    tasks_.cancel();
    co_await tasks_.join();
  }
}

}  // namespace elevaite::identity
