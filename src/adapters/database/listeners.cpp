#include "adapters/database/listeners.hpp"

namespace elevaite::adapters::database {

class Listeners::Place final : public ports::Listening {
 public:
  Place(std::shared_ptr<Entries> entries, std::uint64_t number)
      : entries_(std::move(entries)), number_(number) {}
  ~Place() override { entries_->erase(number_); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

 private:
  std::shared_ptr<Entries> entries_;
  std::uint64_t number_;
};

std::unique_ptr<ports::Listening> Listeners::add(std::string channel, std::function<void()> heard) {
  entries_->emplace(++last_, Entry{std::move(channel), std::move(heard)});
  return std::make_unique<Place>(entries_, last_);
}

// Who is called may add and remove.
void Listeners::call(const std::string& channel) const {
  const Entries entries = *entries_;
  for (const auto& [number, entry] : entries) {
    if (entry.channel == channel && entries_->contains(number)) entry.heard();
  }
}

void Listeners::call_all() const {
  const Entries entries = *entries_;
  for (const auto& [number, entry] : entries) {
    if (entries_->contains(number)) entry.heard();
  }
}

}  // namespace elevaite::adapters::database
