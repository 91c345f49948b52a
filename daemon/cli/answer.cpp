#include "cli/answer.hpp"

#include "base/text.hpp"
#include "cli/database.hpp"

#include <boost/json/serialize.hpp>

#include <ostream>

namespace fingerpost::cli {

namespace {

int print(const Arguments& arguments, const Answer& answer, Io& io) {
    if (arguments.has("json"))
        io.out << boost::json::serialize(answer.json) << '\n';
    else
        io.out << answer.text;
    return exit_ok;
}

using Open = Result<std::unique_ptr<storage::Connection>> (*)(const app::Settings&);

int answer(Open open, storage::Access access, Action action, const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    const auto connection = open(configuration.settings);
    if (!connection) return failed(io, connection.error());
    storage::Transaction transaction(**connection, access);
    const auto done = action(**connection, arguments);
    if (!done) return failed(io, done.error());
    transaction.commit();
    return print(arguments, *done, io);
}

} // namespace

int answer_reading(Action action, const Arguments& arguments, Io& io) {
    return answer(open_current, storage::Access::read, action, arguments, io);
}

int answer_changing(Action action, const Arguments& arguments, Io& io) {
    return answer(open_for_change, storage::Access::write, action, arguments, io);
}

Result<std::int64_t> number_of(
    const Arguments& arguments,
    std::string_view option,
    std::int64_t otherwise,
    std::int64_t min,
    std::int64_t max
) {
    if (!arguments.has(option)) return otherwise;
    const auto word = arguments.get(option);
    const bool negative = min < 0 && word.starts_with('-');
    const auto size = to_integer(std::string_view(word).substr(negative ? 1 : 0), 0, max);
    const auto number = negative && size ? -*size : size.value_or(0);
    if (size && number >= min) return number;
    return Error{
        Errc::bad_request,
        "--" + std::string(option) + " \"" + word + "\" is not a whole number between " +
            std::to_string(min) + " and " + std::to_string(max)};
}

Result<void> something_to_change(const Arguments& arguments, std::span<const Option> options) {
    std::string names;
    for (const auto& option : options) {
        if (option.name == json_option.name) continue;
        if (arguments.has(option.name)) return {};
        names.append(names.empty() ? "--" : ", --").append(option.name);
    }
    return Error{Errc::bad_request, "nothing to change; give one of " + names};
}

Error with_cascade_hint(Error error, std::string_view what_cascade_does) {
    if (error.code == Errc::conflict)
        error.what.append(" (--cascade ").append(what_cascade_does).append(")");
    return error;
}

} // namespace fingerpost::cli
