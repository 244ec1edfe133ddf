#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

#include "core/expression/function.hpp"

namespace elevaite::expression {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

Result<Json> base64_encode(const Call& call) {
  TRY(auto text, call.text(0));
  std::string out;
  out.reserve((text.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < text.size(); i += 3) {
    auto rest = text.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      bits = bits << 8U | (j < rest.size() ? static_cast<unsigned char>(rest[j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      out += j <= rest.size() ? kAlphabet[bits >> (18 - 6 * j) & 0x3FU] : '=';
    }
  }
  return Json(out);
}

// The standard and the URL alphabet, with or without padding.
std::optional<std::string> decode_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  if (text.size() % 4 == 1) return std::nullopt;
  std::string out;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (char c : text) {
    auto value = kAlphabet.find(c == '-' ? '+' : c == '_' ? '/' : c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << 6U | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xFFU);
  }
  return out;
}

bool is_utf8(std::string_view text) {
  std::string quoted = "\"";
  for (char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) quoted += c;
  }
  quoted += '"';
  return parse_json(quoted).has_value();
}

Result<Json> base64_decode(const Call& call) {
  TRY(auto text, call.text(0));
  auto decoded = decode_base64(text);
  if (!decoded) return call.fail("got a text that is not base64");
  if (!is_utf8(*decoded)) return call.fail("got base64 of something that is not text");
  return Json(*decoded);
}

Result<Json> url_encode(const Call& call) {
  TRY(auto text, call.text(0));
  std::string out;
  for (char c : text) {
    bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '-' || c == '_' || c == '.' || c == '~';
    if (is_plain) {
      out += c;
    } else {
      fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return Json(out);
}

Result<Json> hash_sha256(const Call& call) {
  TRY(auto text, call.text(0));
  CHECK(call.spend_steps(text.size() / 16));
  std::array<unsigned char, 32> digest{};
  unsigned length = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1) {
    return internal_error("SHA-256 is not available");
  }
  std::string out;
  for (unsigned char byte : digest) fmt::format_to(std::back_inserter(out), "{:02x}", byte);
  return Json(out);
}

constexpr std::string_view kEncodingGroup = "Encodings";

constexpr Function kEncodingFunctions[] = {
    {"base64_encode", kEncodingGroup, "base64_encode(text)", "The text's UTF-8 bytes in base64.",
     "base64_encode('héllo')", "\"aMOpbGxv\"", 1, 1, base64_encode},
    {"base64_decode", kEncodingGroup, "base64_decode(text)", "The text that the base64 stands for.",
     "base64_decode('aMOpbGxv')", "\"héllo\"", 1, 1, base64_decode},
    {"url_encode", kEncodingGroup, "url_encode(text)", "The text as a part of a URL.",
     "url_encode('a b&c=ü')", "\"a%20b%26c%3D%C3%BC\"", 1, 1, url_encode},
    {"hash_sha256", kEncodingGroup, "hash_sha256(text)",
     "The SHA-256 of the text in hexadecimal digits.", "hash_sha256('abc')",
     "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"", 1, 1, hash_sha256},
};

}  // namespace

std::span<const Function> encoding_functions() { return kEncodingFunctions; }

}  // namespace elevaite::expression
