// A bounded map that forgets what was not used for longest. Loop thread only.
#pragma once
#include <functional>
#include <list>
#include <optional>
#include <unordered_map>
#include <utility>

namespace elevaite {

template <class Key, class Value, class Hash = std::hash<Key>>
class LruCache {
 public:
  explicit LruCache(std::size_t max_entries) : max_entries_(max_entries) {}

  // Null when unknown. The pointer is good until the next put(), erase() or clear().
  Value* find(const Key& key) {
    auto found = index_.find(key);
    if (found == index_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return &found->second->second;
  }

  void put(const Key& key, Value value) {
    erase(key);
    if (max_entries_ == 0) return;
    while (entries_.size() >= max_entries_) {
      index_.erase(entries_.back().first);
      entries_.pop_back();
    }
    entries_.emplace_front(key, std::move(value));
    index_.emplace(key, entries_.begin());
  }

  void erase(const Key& key) {
    auto found = index_.find(key);
    if (found == index_.end()) return;
    entries_.erase(found->second);
    index_.erase(found);
  }

  template <class Predicate>
  void erase_if(Predicate matches) {
    for (auto entry = entries_.begin(); entry != entries_.end();) {
      auto next = std::next(entry);
      if (matches(entry->first, entry->second)) {
        index_.erase(entry->first);
        entries_.erase(entry);
      }
      entry = next;
    }
  }

  // Removes the entry that was not used for longest and answers its value.
  std::optional<Value> pop_oldest() {
    if (entries_.empty()) return std::nullopt;
    std::optional<Value> value(std::move(entries_.back().second));
    index_.erase(entries_.back().first);
    entries_.pop_back();
    return value;
  }

  void clear() {
    entries_.clear();
    index_.clear();
  }
  std::size_t size() const { return entries_.size(); }

 private:
  using Entries = std::list<std::pair<Key, Value>>;
  std::size_t max_entries_;
  Entries entries_;  // most recently used first
  std::unordered_map<Key, typename Entries::iterator, Hash> index_;
};

}  // namespace elevaite
