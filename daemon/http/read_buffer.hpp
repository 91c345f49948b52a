/// @file
/// The bytes of a connection that were received and not yet used up.
#pragma once

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

namespace fingerpost::http {

class ReadBuffer {
public:
    explicit ReadBuffer(std::size_t most)
        : most_(most), bytes_(std::min<std::size_t>(most, 4096)) {}

    std::string_view bytes() const { return {bytes_.data() + begin_, end_ - begin_}; }
    bool empty() const { return begin_ == end_; }

    void consume(std::size_t count) {
        begin_ += count;
        if (begin_ == end_) begin_ = end_ = 0;
    }

    struct Space {
        char* data;
        std::size_t size;
    };

    /// Where to receive to, empty only when all of `most` is in use. Ends bytes()' validity.
    Space space() {
        if (end_ == bytes_.size() && begin_ > 0) {
            std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
            end_ -= std::exchange(begin_, 0);
        }
        if (end_ == bytes_.size()) bytes_.resize(std::min(most_, 2 * bytes_.size()));
        return {bytes_.data() + end_, bytes_.size() - end_};
    }

    void received(std::size_t count) { end_ += count; }

private:
    std::size_t most_;
    std::vector<char> bytes_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

} // namespace fingerpost::http
