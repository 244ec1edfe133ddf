// Who listens to which channel, in this process. Loop thread only.
#pragma once
#include <map>
#include <memory>
#include <string>

#include "ports/database.hpp"

namespace elevaite::adapters::database {

class Listeners {
 public:
  // Until what is answered dies; it may outlive this.
  std::unique_ptr<ports::Listening> add(std::string channel, std::function<void()> heard);
  void call(const std::string& channel) const;
  void call_all() const;

 private:
  struct Entry {
    std::string channel;
    std::function<void()> heard;
  };
  using Entries = std::map<std::uint64_t, Entry>;
  class Place;

  std::shared_ptr<Entries> entries_ = std::make_shared<Entries>();
  std::uint64_t last_ = 0;
};

}  // namespace elevaite::adapters::database
