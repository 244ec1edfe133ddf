// Keeps the mails that were sent, as a mail server's sink does, and finds what they ask for.
#pragma once
#include <string>
#include <vector>

#include "identity/account_mailer.hpp"

namespace elevaite::test {

class Outbox final : public ports::Mailer {
 public:
  Task<Result<void>> send(ports::Mail mail) override {
    mails.push_back(std::move(mail));
    co_return Result<void>{};
  }
  bool deduplicates() const override { return false; }

  // The newest mail to the address; empty without one.
  std::string text_to(const std::string& address) const {
    for (auto mail = mails.rbegin(); mail != mails.rend(); ++mail) {
      if (mail->to.front() == address) return mail->text;
    }
    return "";
  }
  // What stands behind the '#' of the first link.
  static std::string token_in(const std::string& text) {
    auto at = text.find('#');
    if (at == std::string::npos) return "";
    return text.substr(at + 1, text.find('\n', at) - at - 1);
  }

  std::vector<ports::Mail> mails;
};

}  // namespace elevaite::test
