#include "identity/account_mails.hpp"

#include <fmt/format.h>

#include "core/utf8.hpp"

namespace elevaite::identity {
namespace {

ports::Mail mail_to(std::string email, std::string subject, std::string text) {
  ports::Mail mail;
  mail.to = {std::move(email)};
  mail.subject = std::move(subject);
  mail.text = std::move(text);
  return mail;
}

std::string link(std::string_view origin, std::string_view path, std::string_view token) {
  while (origin.ends_with('/')) origin.remove_suffix(1);
  return fmt::format("{}{}{}{}", origin, path, token.empty() ? "" : "#", token);
}

// Without what a mail reader could take for an address, and short.
std::string harmless(std::string_view name) {
  constexpr std::string_view kLinkSigns = "./\\:@<>[]()";
  std::string out;
  for (char c : replace_invalid_utf8(clip_utf8(name, 60))) {
    const auto byte = static_cast<unsigned char>(c);
    bool is_risky = byte < 0x20 || byte == 0x7f || kLinkSigns.find(c) != std::string_view::npos;
    out += is_risky ? ' ' : c;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out.empty() ? "Somebody" : out;
}

}  // namespace

ports::Mail verification_mail(std::string email, std::string_view code, std::string_view origin,
                              std::string_view token) {
  auto text = fmt::format(
      "Your ElevAIte code is {}\n\nType it in where you were asked for it, or open this page:\n\n"
      "{}\n\nBoth work once, within an hour. If you have no account at ElevAIte and made none, you "
      "need not do anything.\n",
      code, link(origin, "/confirm", token));
  return mail_to(std::move(email), fmt::format("{} is your ElevAIte code", code), std::move(text));
}

ports::Mail sign_up_mail(std::string email, std::string_view code) {
  auto text = fmt::format(
      "Your ElevAIte code is {}\n\nType it in where you sign up. It works once, within an hour. "
      "If you do not want an account at ElevAIte, you need not do anything: without the code there "
      "is none.\n",
      code);
  return mail_to(std::move(email), fmt::format("{} is your ElevAIte code", code), std::move(text));
}

ports::Mail sign_up_tried_mail(std::string email, std::string_view origin) {
  auto text = fmt::format(
      "Somebody, probably you, has tried to sign up at ElevAIte with this address. It has an "
      "account already, so nothing has changed. You can sign in here:\n\n{}\n\nIf you do not "
      "know the password any more, choose a new one:\n\n{}\n\nIf it was not you, you need not "
      "do anything.\n",
      link(origin, "/sign-in", ""), link(origin, "/forgot-password", ""));
  return mail_to(std::move(email), "You have an ElevAIte account already", std::move(text));
}

ports::Mail password_reset_mail(std::string email, std::string_view origin,
                                std::string_view token) {
  auto text = fmt::format(
      "Somebody, probably you, wants a new password for your ElevAIte account. Choose it here:\n\n"
      "{}\n\nThe link works once, within 30 minutes. If it was not you, you need not do anything: "
      "your password stays as it is.\n",
      link(origin, "/reset-password", token));
  return mail_to(std::move(email), "A new password for ElevAIte", std::move(text));
}

ports::Mail password_changed_mail(std::string email, std::string_view origin) {
  auto text = fmt::format(
      "The password of your ElevAIte account was changed, and every other session has ended.\n\nIf "
      "it was not you, choose a new one now:\n\n{}\n",
      link(origin, "/forgot-password", ""));
  return mail_to(std::move(email), "Your ElevAIte password was changed", std::move(text));
}

ports::Mail new_address_mail(std::string email, std::string_view origin, std::string_view token) {
  auto text = fmt::format(
      "This address is to become that of an ElevAIte account. If that is what you want, confirm "
      "it:\n\n{}\n\nThe present address has to confirm it, too. The link works once, within a "
      "day. If it is not yours, you need not do anything.\n",
      link(origin, "/confirm", token));
  return mail_to(std::move(email), "Confirm your new address for ElevAIte", std::move(text));
}

ports::Mail old_address_mail(std::string email, std::string_view next, std::string_view origin,
                             std::string_view token) {
  auto text = fmt::format(
      "The address of your ElevAIte account is to become {}. If that is what you want, confirm "
      "it:\n\n{}\n\nThe new address has to confirm it, too. The link works once, within a day.\n\n"
      "If it was not you, do not open it, and change your password: somebody knows it.\n",
      next, link(origin, "/confirm", token));
  return mail_to(std::move(email), "Your ElevAIte account is to get another address",
                 std::move(text));
}

ports::Mail address_taken_mail(std::string email, std::string_view origin) {
  auto text = fmt::format(
      "Somebody, probably you, wants to use this address for another ElevAIte account. It has an "
      "account already, so nothing has changed. You can sign in here:\n\n{}\n",
      link(origin, "/sign-in", ""));
  return mail_to(std::move(email), "This address has an ElevAIte account already", std::move(text));
}

ports::Mail invitation_mail(std::string email, std::string_view tenant, std::string_view inviter,
                            std::string_view origin, std::string_view token) {
  auto where = harmless(tenant);
  auto text = fmt::format(
      "{} invites you to work with the agents of {} at ElevAIte.\n\nAccept it here, with an "
      "account "
      "for this address:\n\n{}\n\nThe link works once, within a week. If you do not want it, you "
      "need not do anything.\n",
      harmless(inviter), where, link(origin, "/invitation", token));
  return mail_to(std::move(email), fmt::format("You are invited to {}", where), std::move(text));
}

ports::Mail address_changed_mail(std::string email, std::string_view next) {
  auto text = fmt::format(
      "Your ElevAIte account now has the address {}. This one is no longer used.\n", next);
  return mail_to(std::move(email), "Your ElevAIte account has another address", std::move(text));
}

}  // namespace elevaite::identity
