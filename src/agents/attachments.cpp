#include "agents/attachments.hpp"

#include <fmt/format.h>

#include "core/utf8.hpp"

namespace elevaite::agents {
namespace {

using model::Attachment;

// Less of a text is not worth showing.
constexpr std::size_t kFewBytes = 512;
constexpr std::size_t kLongestCharacter = 4;

std::string name_of(const Attachment& file) {
  return fmt::format("\"{}\" ({}, {} bytes)", file.name, file.content_type, file.size);
}

void note(Attachment& file, std::string_view what) {
  file.shown_text = fmt::format("[Attached file {} {}]", name_of(file), what);
}

void show_text(Attachment& file, std::string_view content, std::size_t limit) {
  auto whole = static_cast<std::size_t>(std::max<std::int64_t>(file.size, 0));
  bool is_cut = whole > limit;
  std::string text = replace_invalid_utf8(is_cut ? clip_utf8(content, limit) : content);
  file.shown_text = fmt::format("[Attached file {}]\n{}", name_of(file), text);
  if (!text.ends_with('\n')) file.shown_text += '\n';
  file.shown_text +=
      is_cut ? fmt::format("[The file goes on: only its first {} of {} bytes are shown here.]",
                           limit, whole)
             : fmt::format("[End of \"{}\"]", file.name);
}

}  // namespace

Task<Result<void>> AttachmentReader::show(std::vector<model::ChatMessage>& messages) {
  for (auto message = messages.rbegin(); message != messages.rend(); ++message) {
    for (Attachment& file : message->files) {
      auto known = shown_.find(file.file_id);
      if (known == shown_.end()) {
        Attachment asked = file;
        CO_TRY(Attachment filled, co_await read(std::move(asked)));
        known = shown_.emplace(file.file_id, std::move(filled)).first;
      }
      file.shown_text = known->second.shown_text;
      file.picture = known->second.picture;
    }
  }
  co_return Result<void>();
}

Task<Result<Attachment>> AttachmentReader::read(Attachment file) {
  bool is_picture = model::is_picture(file.content_type);
  Result<void> done;
  if (shelf_ == nullptr || (!is_picture && !model::reads_as_text(file))) {
    note(file, "cannot be read here: only its name, type and size are known.");
  } else if (is_picture) {
    done = co_await read_picture(file);
  } else {
    done = co_await read_text(file);
  }
  if (done) co_return file;
  if (done.error().code != ErrorCode::not_found) co_return std::move(done).error();
  note(file, "is gone: somebody has deleted it.");
  co_return file;
}

Task<Result<void>> AttachmentReader::read_text(Attachment& file) {
  std::size_t limit = std::min(kMaxTextBytesOfFile, kMaxTextBytes - text_bytes_);
  if (limit < kFewBytes) {
    note(file, "is not shown: the files of this conversation are too long together.");
    co_return Result<void>();
  }
  std::string id = file.file_id;
  // Enough to tell whether the last character is whole.
  std::uint64_t wanted = limit + kLongestCharacter;
  CO_TRY(std::string content, co_await shelf_->read(tenant_id_, std::move(id), wanted));
  if (content.find('\0') != std::string::npos) {
    note(file, "cannot be read as text: only its name, type and size are known.");
    co_return Result<void>();
  }
  text_bytes_ += std::min(content.size(), limit);
  show_text(file, content, limit);
  co_return Result<void>();
}

Task<Result<void>> AttachmentReader::read_picture(Attachment& file) {
  auto size = static_cast<std::size_t>(std::max<std::int64_t>(file.size, 0));
  if (size > kMaxPictureBytes) {
    note(file, fmt::format("is not shown: a picture has at most {} bytes.", kMaxPictureBytes));
    co_return Result<void>();
  }
  if (pictures_ >= kMaxPictures || picture_bytes_ + size > kMaxPicturesBytes) {
    note(file, "is not shown: the pictures of this conversation are too many at once.");
    co_return Result<void>();
  }
  std::string id = file.file_id;
  CO_TRY(std::string content, co_await shelf_->read(tenant_id_, std::move(id), kMaxPictureBytes));
  ++pictures_;
  picture_bytes_ += content.size();
  note(file, "follows as a picture.");
  file.picture = std::make_shared<const std::string>(std::move(content));
  co_return Result<void>();
}

}  // namespace elevaite::agents
