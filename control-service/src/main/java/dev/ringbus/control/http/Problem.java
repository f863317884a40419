package dev.ringbus.control.http;

/**
 * Why a request was not answered: {@code application/problem+json} (RFC 9457).
 *
 * @param title the same for every problem of that status
 * @param detail what was expected and what came
 */
record Problem(String type, String title, int status, String detail) {

  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(int status, String detail) {
    return new Problem("about:blank", title(status), status, detail);
  }

  static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }
}
