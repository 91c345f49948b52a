/// @file
/// Received bytes that were not used up at once. Most requests come whole and never get here, so
/// an idle connection holds no memory for its input.
#pragma once

#include <string>
#include <string_view>

namespace fingerpost::http {

class Leftover {
public:
    std::string_view bytes() const { return std::string_view(bytes_).substr(begin_); }
    bool empty() const { return begin_ == bytes_.size(); }

    void append(std::string_view more) {
        if (more.empty()) return;
        bytes_.erase(0, begin_);
        begin_ = 0;
        bytes_.append(more);
    }

    void consume(std::size_t count) {
        begin_ += count;
        if (!empty()) return;
        bytes_ = {};
        begin_ = 0;
    }

private:
    std::string bytes_;
    std::size_t begin_ = 0;
};

} // namespace fingerpost::http
