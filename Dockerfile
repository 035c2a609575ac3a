# Stage one builds the wheels, the browser libraries included; stage two installs them and nothing else.
FROM python:3.13-slim AS build
WORKDIR /source
COPY requirements.lock .
RUN pip wheel --no-cache-dir --require-hashes --wheel-dir /wheels --requirement requirements.lock
COPY pyproject.toml vendor.py package.json package-lock.json .npmrc README.md LICENSE ./
COPY app app
COPY templates templates
COPY static static
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.13-slim
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index /wheels/*.whl \
 && useradd --uid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin backlight \
 && install --directory --owner backlight /data

# The image of Python has no bytecode of its own library and asks for none: this step writes what every start reads.
RUN unset PYTHONDONTWRITEBYTECODE && python -m app.prepare

ENV BACKLIGHT_HOST=0.0.0.0 \
    BACKLIGHT_DATA=/data \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=1s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["backlight"]
