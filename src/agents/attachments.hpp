// What a model is given of the files that came with messages: texts as text, pictures as pictures,
// of everything else what it is called.
#pragma once
#include <map>

#include "model/chat.hpp"
#include "ports/file_shelf.hpp"

namespace elevaite::agents {

// In one call of a model, together: what a request can hold, and what is worth its price.
inline constexpr std::size_t kMaxTextBytesOfFile = 64 << 10;
inline constexpr std::size_t kMaxTextBytes = 256 << 10;
inline constexpr std::size_t kMaxPictures = 8;
inline constexpr std::size_t kMaxPictureBytes = 3'750'000;  // 5 MB in base64, Anthropic's limit
inline constexpr std::size_t kMaxPicturesBytes = 12'000'000;

class AttachmentReader {
 public:
  // Without a shelf the model is told that the content cannot be read.
  AttachmentReader(ports::FileShelf* shelf, model::TenantId tenant_id)
      : shelf_(shelf), tenant_id_(tenant_id) {}

  // Fills in what is shown of each file, of the newest message first; a file is read once. What is
  // left out or cut says so. Errors: only those that may pass (unavailable, timeout).
  Task<Result<void>> show(std::vector<model::ChatMessage>& messages);

 private:
  Task<Result<model::Attachment>> read(model::Attachment file);
  Task<Result<void>> read_text(model::Attachment& file);
  Task<Result<void>> read_picture(model::Attachment& file);

  ports::FileShelf* shelf_;
  model::TenantId tenant_id_;
  std::map<std::string, model::Attachment> shown_;
  std::size_t text_bytes_ = 0;
  std::size_t pictures_ = 0;
  std::size_t picture_bytes_ = 0;
};

}  // namespace elevaite::agents
