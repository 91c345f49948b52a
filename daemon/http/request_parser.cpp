#include "http/request_parser.hpp"

#include "base/text.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace fingerpost::http {

namespace {

namespace beast = boost::beast::http;
using boost::beast::error_code;
using BeastView = boost::beast::string_view;

std::string_view view(BeastView text) {
    return {text.data(), text.size()};
}

/// The request line ends in "HTTP/9.9": another version, not rubbish.
bool names_other_version(std::string_view bytes) {
    const auto line = bytes.substr(0, bytes.find_first_of("\r\n"));
    if (line.size() < 9) return false;
    const auto version = line.substr(line.size() - 9);
    const auto digit = [&](std::size_t at) { return version[at] >= '0' && version[at] <= '9'; };
    const bool ours = version[6] == '1' && version[8] <= '1';
    return version.substr(0, 6) == " HTTP/" && digit(6) && version[7] == '.' && digit(8) && !ours;
}

} // namespace

/// One request on Beast's parser. Keeps what a Request has room for, at once: the views it is
/// given do not outlive the call.
class RequestParser::Message final : public beast::basic_parser<true> {
public:
    Message(const ParserSettings& settings, Request& request)
        : proxy_count_(settings.proxy_count), request_(request) {
        eager(true);
        header_limit(std::numeric_limits<std::uint32_t>::max()); // ours counts the whole header
        body_limit(settings.body_bytes);
    }

    bool wants_continue = false;
    bool is_http_1_1 = false;

private:
    void on_request_impl(
        beast::verb, BeastView method, BeastView target, int version, error_code& error
    ) override {
        is_http_1_1 = version == 11;
        request_.method = view(method);
        if (!set_target(view(target))) error = beast::error::bad_target;
    }

    void on_response_impl(int, BeastView, int, error_code&) override {}

    void
    on_field_impl(beast::field field, BeastView name, BeastView value, error_code& error) override {
        if (is_header_done()) return; // a trailer
        if (!set_field(field, view(name), trimmed(view(value)))) error = beast::error::bad_value;
    }

    void on_header_impl(error_code& error) override {
        // RFC 9112 §3.2, and §6.1: a 1.0 client cannot mean its Transfer-Encoding
        if (is_http_1_1 ? !has_host_ : has_transfer_encoding_) error = beast::error::bad_field;
        if (!error) apply_forwarded();
    }

    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}

    std::size_t on_body_impl(BeastView body, error_code&) override {
        request_.body.append(body.data(), body.size());
        return body.size();
    }

    void on_chunk_header_impl(std::uint64_t, BeastView, error_code&) override {}

    std::size_t on_chunk_body_impl(std::uint64_t, BeastView body, error_code& error) override {
        return on_body_impl(body, error);
    }

    void on_finish_impl(error_code&) override {}

    bool set_field(beast::field field, std::string_view name, std::string_view value) {
        switch (field) {
        case beast::field::host: return set_host(value);
        case beast::field::content_type: request_.content_type = value; return true;
        case beast::field::accept_language: request_.accept_language = value; return true;
        case beast::field::expect:
            wants_continue = ascii_iequals(value, "100-continue");
            return true;
        // a message whose length two parsers could read differently (RFC 9112 §11.2)
        case beast::field::content_length:
            return !std::exchange(has_content_length_, true) && value.find(',') == value.npos;
        case beast::field::transfer_encoding:
            return !std::exchange(has_transfer_encoding_, true) && ascii_iequals(value, "chunked");
        default: keep_forwarded(name, value); return true;
        }
    }

    bool set_host(std::string_view value) {
        auto host = canonical_host(value);
        if (!host || std::exchange(has_host_, true)) return false;
        if (!absolute_) request_.host = std::move(*host);
        return true;
    }

    bool set_target(std::string_view target) {
        if (target == "*" && request_.method == "OPTIONS") {
            request_.path = target;
            return true;
        }
        if (target.front() == '/') return set_path(target);
        return set_absolute(target);
    }

    /// "http://host/path": its host goes before the Host header's (RFC 9112 §3.2.2).
    bool set_absolute(std::string_view target) {
        const auto scheme_end = target.find("://");
        if (scheme_end == target.npos) return false;
        const auto scheme = target.substr(0, scheme_end);
        if (!ascii_iequals(scheme, "http") && !ascii_iequals(scheme, "https")) return false;
        target.remove_prefix(scheme_end + 3);
        const auto host_end = std::min(target.find_first_of("/?#"), target.size());
        auto host = canonical_host(target.substr(0, host_end));
        if (!host || host->empty()) return false;
        request_.host = std::move(*host);
        absolute_ = true;
        return set_path(target.substr(host_end));
    }

    bool set_path(std::string_view target) {
        const auto question = std::min(target.find('?'), target.size());
        const auto path = target.substr(0, question);
        if (question < target.size()) request_.query = target.substr(question + 1);
        request_.path = path.empty() ? "/" : percent_decoded(path);
        const bool fragment = target.find('#') != target.npos;
        return request_.path.front() == '/' && request_.path.find('\0') == std::string::npos &&
               !fragment;
    }

    void keep_forwarded(std::string_view name, std::string_view value) {
        if (name.size() < 15 || !ascii_iequals(name.substr(0, 12), "X-Forwarded-")) return;
        if (proxy_count_ <= 0) {
            request_.by_unknown_proxy = true;
            return;
        }
        const auto what = name.substr(12);
        std::string* kept = nullptr;
        if (ascii_iequals(what, "For")) kept = &forwarded_for_;
        if (ascii_iequals(what, "Proto")) kept = &forwarded_proto_;
        if (ascii_iequals(what, "Host")) kept = &forwarded_host_;
        if (!kept) return;
        if (!kept->empty()) *kept += ',';
        *kept += value;
    }

    void apply_forwarded() {
        if (proxy_count_ <= 0) return;
        if (const auto text = from_right(forwarded_for_, proxy_count_)) {
            if (auto remote = parse_remote(*text)) {
                request_.remote = std::move(remote->address);
                request_.loopback = remote->loopback;
            }
        }
        if (const auto text = from_right(forwarded_proto_, proxy_count_)) {
            auto scheme = ascii_lower(*text);
            if (scheme == "http" || scheme == "https") request_.scheme = std::move(scheme);
        }
        if (const auto text = from_right(forwarded_host_, proxy_count_))
            if (auto host = canonical_host(*text)) request_.host = std::move(*host);
    }

    const int proxy_count_;
    Request& request_;
    bool absolute_ = false;
    bool has_host_ = false;
    bool has_content_length_ = false;
    bool has_transfer_encoding_ = false;
    std::string forwarded_for_;
    std::string forwarded_proto_;
    std::string forwarded_host_;
};

class RequestParser::Impl {
public:
    Impl(const ParserSettings& settings, Remote peer)
        : settings_(settings), peer_(std::move(peer)) {}

    Step feed(std::string_view bytes) {
        if (in_body()) return feed_body(bytes);
        std::size_t blank = 0; // empty lines before a request (RFC 9112 §2.2)
        if (scanned_ == 0)
            while (bytes.substr(blank, 2) == "\r\n")
                blank += 2;
        bytes.remove_prefix(blank);
        if (bytes.empty() || bytes == "\r") return {Progress::incomplete, blank};
        auto step = feed_header(bytes);
        step.consumed += blank;
        return step;
    }

    bool in_body() const { return message_ && message_->is_header_done() && !message_->is_done(); }

    const ParserSettings settings_;
    const Remote peer_;
    std::optional<Request> request_;
    std::optional<Message> message_;
    int status_ = 0;

private:
    Step feed_header(std::string_view bytes) {
        if (bytes.size() > settings_.header_bytes && header_size(bytes) > settings_.header_bytes)
            return refuse(431);
        if (!worth_parsing(bytes)) return {};
        begin();
        const auto step = put(bytes);
        if (step.progress != Progress::incomplete || message_->is_header_done()) {
            scanned_ = parsed_ = 0;
            return step;
        }
        message_.reset(); // half a header: parsed again from its start when there is more
        parsed_ = bytes.size();
        return {};
    }

    static std::size_t header_size(std::string_view bytes) {
        const auto end = bytes.find("\r\n\r\n");
        return end == bytes.npos ? end : end + 4;
    }

    /// At once, at the header's end, and between them whenever it has doubled: rubbish is answered
    /// early, and a header that comes byte by byte costs no more than twice its length.
    bool worth_parsing(std::string_view bytes) {
        const auto seen = std::exchange(scanned_, bytes.size());
        if (seen == 0 || bytes.size() >= 2 * parsed_) return true;
        return bytes.find("\r\n\r\n", seen < 3 ? 0 : seen - 3) != bytes.npos;
    }

    void begin() {
        auto& request = request_.emplace();
        request.remote = peer_.address;
        request.loopback = peer_.loopback;
        message_.emplace(settings_, request);
    }

    Step feed_body(std::string_view bytes) {
        // Beast wants no less than the shortest last chunk when it resumes in a chunk's header
        if (within_chunk_header_ && bytes.size() < 5) return {};
        return put(bytes);
    }

    Step put(std::string_view bytes) {
        error_code error;
        const auto used = message_->put(boost::asio::buffer(bytes), error);
        within_chunk_header_ = error == beast::error::need_more;
        if (error && !within_chunk_header_) return refuse(status_of(error, bytes));
        if (within_chunk_header_ && in_body() && bytes.size() - used > settings_.header_bytes)
            return refuse(431);
        return {message_->is_done() ? Progress::complete : Progress::incomplete, used};
    }

    static int status_of(error_code error, std::string_view bytes) {
        if (error == beast::error::body_limit) return 413;
        if (error == beast::error::bad_version && names_other_version(bytes)) return 505;
        return 400;
    }

    Step refuse(int status) {
        status_ = status;
        return {Progress::refused, 0};
    }

    std::size_t scanned_ = 0; ///< bytes of an incomplete header that were looked at
    std::size_t parsed_ = 0;  ///< how many there were when it was last parsed
    bool within_chunk_header_ = false;
};

RequestParser::RequestParser(const ParserSettings& settings, Remote peer)
    : impl_(std::make_unique<Impl>(settings, std::move(peer))) {}
RequestParser::~RequestParser() = default;
RequestParser::RequestParser(RequestParser&&) noexcept = default;

RequestParser::Step RequestParser::feed(std::string_view bytes) {
    return impl_->feed(bytes);
}

const Request& RequestParser::request() const {
    return *impl_->request_;
}

void RequestParser::release() {
    impl_->request_.reset();
}

bool RequestParser::keep_alive() const {
    return impl_->message_->keep_alive();
}

bool RequestParser::is_http_1_1() const {
    return impl_->message_->is_http_1_1;
}

bool RequestParser::in_body() const {
    return impl_->in_body();
}

bool RequestParser::wants_continue() {
    if (!in_body() || !is_http_1_1() || !impl_->request_->body.empty()) return false;
    return std::exchange(impl_->message_->wants_continue, false);
}

int RequestParser::status() const {
    return impl_->status_;
}

} // namespace fingerpost::http
