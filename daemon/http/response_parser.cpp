#include "http/response_parser.hpp"

#include "base/text.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <optional>

namespace fingerpost::http {

namespace beast = boost::beast::http;
using boost::beast::error_code;

struct ResponseParser::Impl {
    using Parser = beast::response_parser<beast::string_body>;

    Impl() { begin(); }

    void begin() {
        parser.emplace();
        parser->eager(true);
        parser->header_limit(header_bytes);
        parser->body_limit(body_bytes);
    }

    /// 100 Continue, 103 Early Hints: the answer is still to come (RFC 9110 §15.2).
    bool is_interim() const { return parser->get().result_int() / 100 == 1; }

    std::optional<Parser> parser;
    std::string unread;
};

namespace {

Error refused(const error_code& error) {
    if (error == beast::error::body_limit)
        return {Errc::upstream, "the reply is longer than 65536 bytes"};
    return {Errc::upstream, "the reply is no HTTP/1.1: " + error.message()};
}

} // namespace

ResponseParser::ResponseParser() : impl_(std::make_unique<Impl>()) {}
ResponseParser::~ResponseParser() = default;

Result<bool> ResponseParser::feed(std::string_view bytes) {
    auto& unread = impl_->unread;
    unread += bytes;
    while (!unread.empty()) {
        error_code error;
        const auto consumed = impl_->parser->put(boost::asio::buffer(unread), error);
        unread.erase(0, consumed);
        if (error && error != beast::error::need_more) return refused(error);
        if (impl_->parser->is_done()) {
            if (!impl_->is_interim()) return true;
            impl_->begin();
        } else if (consumed == 0 || error) {
            return false;
        }
    }
    return false;
}

Result<void> ResponseParser::end() {
    if (!impl_->parser->got_some())
        return Error{Errc::upstream, "the server closed the connection without a reply"};
    error_code error;
    impl_->parser->put_eof(error);
    if (error || !impl_->parser->is_done())
        return Error{Errc::upstream, "the server closed the connection before its reply was whole"};
    return {};
}

Reply ResponseParser::take() {
    auto message = impl_->parser->release();
    Reply reply;
    reply.status = static_cast<int>(message.result_int());
    for (const auto& field : message) {
        const std::string_view name(field.name_string().data(), field.name_string().size());
        const std::string_view value(field.value().data(), field.value().size());
        reply.headers.emplace_back(ascii_lower(name), std::string(trimmed(value)));
    }
    reply.body = std::move(message.body());
    return reply;
}

std::string_view Reply::header(std::string_view name) const {
    for (const auto& [each, value] : headers)
        if (each == name) return value;
    return {};
}

} // namespace fingerpost::http
