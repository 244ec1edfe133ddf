#include "identity/password_policy.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/crypto/password_text.hpp"
#include "core/utf8.hpp"

namespace elevaite::identity {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

// The usual disguises: p@ssw0rd.
std::string undisguised(std::string text) {
  for (char& c : text) {
    switch (c) {
      case '0':
        c = 'o';
        break;
      case '1':
        c = 'l';
        break;
      case '3':
        c = 'e';
        break;
      case '4':
        c = 'a';
        break;
      case '@':
        c = 'a';
        break;
      case '5':
        c = 's';
        break;
      case '$':
        c = 's';
        break;
      case '7':
        c = 't';
        break;
    }
  }
  return text;
}

std::string_view trim_to_letters(std::string_view text) {
  while (!text.empty() && !is_letter(text.front())) text.remove_prefix(1);
  while (!text.empty() && !is_letter(text.back())) text.remove_suffix(1);
  return text;
}

// "abcabcabc" → "abc": a password that only repeats is as weak as what it repeats.
std::string_view repeated_unit(std::string_view text) {
  for (std::size_t length = 1; length <= text.size() / 2; ++length) {
    if (text.size() % length != 0) continue;
    bool repeats = true;
    for (std::size_t i = length; i < text.size() && repeats; ++i) {
      repeats = text[i] == text[i - length];
    }
    if (repeats) return text.substr(0, length);
  }
  return text;
}

// "abcdefgh", "98765432", "aaaaaaaa": each character follows from the one before.
bool is_sequence(std::string_view text) {
  if (text.size() < 2) return true;
  int step = text[1] - text[0];
  if (step < -1 || step > 1) return false;
  for (std::size_t i = 1; i < text.size(); ++i) {
    bool wraps = (step == 1 && text[i - 1] == '9' && text[i] == '0') ||
                 (step == -1 && text[i - 1] == '0' && text[i] == '9');
    if (text[i] - text[i - 1] != step && !wraps) return false;
  }
  return true;
}

bool is_common(std::string_view password) {
  auto plain = lower(password);
  auto word = std::string(trim_to_letters(plain));
  for (const std::string& form : {plain, undisguised(plain), word, undisguised(word)}) {
    auto unit = repeated_unit(form);
    if (is_common_password_word(form) || is_common_password_word(unit)) return true;
  }
  return is_sequence(plain) || repeated_unit(plain).size() < 5;
}

// Whether hardly anything remains of the password without the word.
bool consists_of(std::string_view password, std::string_view word) {
  if (word.size() < 4) return false;
  auto text = lower(password);
  auto part = lower(word);
  std::size_t removed = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) {
    removed += part.size();
  }
  return removed > 0 && text.size() - removed < 6;
}

bool is_local_character(char c) {
  constexpr std::string_view punctuation = "!#$%&'*+-/=?^_`{|}~.";
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         punctuation.find(c) != std::string_view::npos || static_cast<unsigned char>(c) >= 0x80;
}

bool is_domain(std::string_view domain) {
  if (domain.empty() || domain.size() > 253) return false;
  std::size_t labels = 0;
  while (true) {
    auto label = domain.substr(0, domain.find('.'));
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') {
      return false;
    }
    auto is_label_character = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
             static_cast<unsigned char>(c) >= 0x80;
    };
    if (!std::all_of(label.begin(), label.end(), is_label_character)) return false;
    ++labels;
    if (label.size() == domain.size()) return labels > 1 || domain == "localhost";
    domain.remove_prefix(label.size() + 1);
  }
}

}  // namespace

std::vector<FieldError> check_password(std::string_view typed, const PasswordRules& rules,
                                       std::string_view email, std::string_view name) {
  // As it will be hashed: "ｐａｓｓｗｏｒｄ" is "password", and a character is one however it was
  // typed.
  const std::string password = crypto::normalised_password(typed);
  std::vector<FieldError> faults;
  auto fault = [&](std::string code, std::string message) {
    faults.push_back({"password", std::move(code), std::move(message)});
  };
  std::size_t characters = 0;
  for (char c : password) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  if (!is_utf8(password) || password.find('\0') != std::string_view::npos) {
    fault("malformed", "A password is text in UTF-8.");
    return faults;
  }
  if (characters < rules.min_characters) {
    fault("too_short", fmt::format("Use at least {} characters; a few words make a good password.",
                                   rules.min_characters));
  }
  if (password.size() > rules.max_bytes) {
    fault("too_long", fmt::format("Use at most {} bytes.", rules.max_bytes));
  } else if (is_common(password)) {
    fault("common", "This password is among the first that an attacker tries. Choose another.");
  } else if (consists_of(password, email) || consists_of(password, name) ||
             consists_of(password, email.substr(0, email.find('@')))) {
    fault("personal", "This password is little more than your name or address. Choose another.");
  }
  return faults;
}

Error refused_fields(std::vector<FieldError> faults) {
  Error error{ErrorCode::invalid_argument, "Some fields are not valid."};
  for (const FieldError& fault : faults) error.message += " " + fault.field + ": " + fault.message;
  error.fields = std::move(faults);
  return error;
}

Result<std::string> normalise_email(std::string_view email) {
  auto refused = [] {
    return invalid_field("email", "invalid", "This is not an e-mail address (name@example.com).");
  };
  auto text = lower(email);
  auto at = text.rfind('@');
  if (at == std::string::npos || at == 0 || at > 64 || text.size() > 254 || !is_utf8(text)) {
    return refused();
  }
  std::string_view local(text.data(), at);
  bool dots_are_sound =
      !local.starts_with('.') && !local.ends_with('.') && local.find("..") == local.npos;
  if (!dots_are_sound || !std::all_of(local.begin(), local.end(), is_local_character) ||
      !is_domain(std::string_view(text).substr(at + 1))) {
    return refused();
  }
  return text;
}

}  // namespace elevaite::identity
