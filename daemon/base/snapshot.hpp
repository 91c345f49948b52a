/// @file
/// A value that many threads read and one thread replaces whole.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace fingerpost {

/// Readers take a share of the current value and keep it as long as they like; set() never waits
/// for them. A mutex and not std::atomic<shared_ptr>: libstdc++ 12's is a spin lock that
/// ThreadSanitizer reports as a race, and no faster here.
template <class T>
class Snapshot {
public:
    explicit Snapshot(T first) : value_(std::make_shared<const T>(std::move(first))) {}

    std::shared_ptr<const T> get() const {
        std::lock_guard lock(mutex_);
        return value_;
    }

    void set(T next) {
        auto fresh = std::make_shared<const T>(std::move(next));
        {
            std::lock_guard lock(mutex_);
            value_.swap(fresh);
        }
        // the last share of a large value is dropped here, outside the lock
    }

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const T> value_;
};

} // namespace fingerpost
