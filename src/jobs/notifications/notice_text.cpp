#include "jobs/notifications/notice_text.hpp"

#include "core/utf8.hpp"

namespace elevaite::jobs {
namespace {

std::string absolute(std::string_view app_origin, std::string_view path) {
  while (app_origin.ends_with('/')) app_origin.remove_suffix(1);
  return std::string(app_origin) + std::string(path);
}

std::string cleaned(std::string_view text, std::size_t max_bytes, std::string_view kept) {
  std::string out;
  for (char c : replace_invalid_utf8(text)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_control = byte < 0x20 || byte == 0x7f;
    out += is_control && kept.find(c) == std::string_view::npos ? ' ' : c;
  }
  return std::string(clip_utf8(out, max_bytes));
}

// What Slack takes for markup.
std::string slack_text(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string one_line(std::string_view text, std::size_t max_bytes) {
  return cleaned(text, max_bytes, "");
}

std::string plain_text(std::string_view text, std::size_t max_bytes) {
  return cleaned(text, max_bytes, "\n\t");
}

JsonObject mail_payload(const Notice& notice, const std::string& address,
                        std::string_view app_origin) {
  std::string text = notice.title + "\n";
  if (!notice.body.empty()) text += "\n" + notice.body + "\n";
  text += "\n" + absolute(app_origin, notice.link) + "\n";
  text += "\nWhat you get by mail is set in " + absolute(app_origin, "/settings") + "\n";
  return {{"to", address}, {"subject", one_line(notice.title, 200)}, {"text", std::move(text)}};
}

JsonObject slack_payload(const Notice& notice, const model::NotificationPreferences& preferences,
                         std::string_view app_origin) {
  std::string text = "*" + slack_text(notice.title) + "*";
  if (!notice.body.empty()) text += "\n" + slack_text(notice.body);
  text += "\n<" + slack_text(absolute(app_origin, notice.link)) + "|Open>";
  return {{"credential_id", preferences.slack_credential.str()},
          {"channel", preferences.slack_channel},
          {"text", std::move(text)}};
}

std::string webhook_payload(const Notice& notice, Instant at, std::string_view app_origin) {
  JsonObject data = notice.data;
  data["title"] = notice.title;
  data["url"] = absolute(app_origin, notice.link);
  return to_text(JsonObject{{"type", event_type_of(notice.kind)},
                            {"timestamp", to_rfc3339(at)},
                            {"data", std::move(data)}});
}

}  // namespace elevaite::jobs
