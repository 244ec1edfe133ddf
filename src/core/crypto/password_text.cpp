#include "core/crypto/password_text.hpp"

#include <glib.h>

#include <algorithm>

namespace elevaite::crypto {

std::string normalised_password(std::string_view password) {
  bool is_ascii = std::all_of(password.begin(), password.end(),
                              [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  // GLib ends at a zero byte, which no accepted password holds.
  if (is_ascii || password.find('\0') != std::string_view::npos) return std::string(password);
  gchar* text = g_utf8_normalize(password.data(), static_cast<gssize>(password.size()),
                                 G_NORMALIZE_ALL_COMPOSE);
  if (text == nullptr) return std::string(password);
  std::string normalised(text);
  std::fill_n(text, normalised.size(), '\0');
  g_free(text);
  return normalised;
}

}  // namespace elevaite::crypto
