"""The panels of the site."""

from fastapi import APIRouter

router = APIRouter()
